"""Pages are opened here too."""

from tests.ui.conftest import installed_packages_are_searched_once

__all__ = ["installed_packages_are_searched_once"]
