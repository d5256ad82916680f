"""The room where people are written down by hand: added, recorded about, corrected, and their letters kept."""
