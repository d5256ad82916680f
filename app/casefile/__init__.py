"""One child seen whole: found by words, opened with a log entry, every agency side by side."""
