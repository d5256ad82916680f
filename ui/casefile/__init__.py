"""One child seen whole, and finding them, on screen."""
