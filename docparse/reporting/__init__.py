"""What comes of comparing documents, as files: JSON for programs; a page, a text and a workbook for officials.

A page is one file that loads nothing and runs no script but its own. All that comes from documents is escaped, in
cells of a workbook too, where nothing is taken for a formula or an address. The same result makes the same file.
"""

from __future__ import annotations

from docparse.reporting.diffs import render_diff
from docparse.reporting.forms import Format
from docparse.reporting.reconciliations import render_reconciliation
from docparse.reporting.revisions import render_revision

__all__ = ["Format", "render_diff", "render_reconciliation", "render_revision"]
