"""A question bank as a workbook for authors who know Excel: items become rows and come back without loss."""
