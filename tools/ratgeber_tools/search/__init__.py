"""Search in German: pages become an index that a small script on the search page reads.  Pure; knows no Sphinx."""
