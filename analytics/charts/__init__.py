"""Figures: plotly, colours that the colour-blind can tell apart, and what is drawn when there is too much."""
