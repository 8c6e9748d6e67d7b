"""Pictures without what their camera wrote into them: where, when, with which device."""

from lorehouse.lib.pictures.cleaning import MOST_PIXELS, TooManyPixels, Unclean, cleaned, is_picture

__all__ = ["MOST_PIXELS", "TooManyPixels", "Unclean", "cleaned", "is_picture"]
