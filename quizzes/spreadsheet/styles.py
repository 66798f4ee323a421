"""How the cells of the workbook look, made once for each workbook."""

from __future__ import annotations

from typing import Any


class Styles:
    def __init__(self, workbook: Any) -> None:
        body = {"text_wrap": True, "valign": "top"}
        head = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1}
        self.text = workbook.add_format({**body, "num_format": "@"})
        self.number = workbook.add_format({**body, "num_format": "General"})
        self.date = workbook.add_format({**body, "num_format": "yyyy-mm-dd"})
        self.needed = workbook.add_format({**head, "bg_color": "#7A1F1F"})
        self.header = workbook.add_format({**head, "bg_color": "#44546A"})
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.bold = workbook.add_format({**body, "bold": True})
