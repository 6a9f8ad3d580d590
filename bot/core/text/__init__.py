"""What members write: how it is read, compared, cut, and made safe for the place where it is shown.

Uses nothing of the chat itself: texts come in, trees and texts go out.
"""
