"""A made-up borough: what its agencies would have sent, and who every record is really about."""

from __future__ import annotations

from app.demo.borough import BoroughMade, MadeFile, MadeOrganisation, make_borough

__all__ = ["BoroughMade", "MadeFile", "MadeOrganisation", "make_borough"]
