"""tchat-bot: structured chats on Discord, from the first question to the transcript."""
