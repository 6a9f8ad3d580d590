"""Names that people trust, with the sites that bear them: what a link may pretend to be. Data; add to it freely."""

SITES = {
    "discord": "discord.com discord.gg discord.gift discord.new discord.dev discordapp.com discordapp.net",
    "steamcommunity": "steamcommunity.com",
    "steampowered": "steampowered.com",
    "steam": "steamcommunity.com steampowered.com steamstatic.com steam.tv",
    "epicgames": "epicgames.com",
    "roblox": "roblox.com",
    "twitch": "twitch.tv",
    "youtube": "youtube.com youtu.be",
    "google": "google.com google.fi google.org",
    "microsoft": "microsoft.com microsoftonline.com",
    "facebook": "facebook.com",
    "instagram": "instagram.com",
    "whatsapp": "whatsapp.com",
    "telegram": "telegram.org telegram.me",
    "linkedin": "linkedin.com",
    "tiktok": "tiktok.com",
    "twitter": "twitter.com",
    "spotify": "spotify.com",
    "netflix": "netflix.com",
    "github": "github.com github.io githubusercontent.com github.blog github.dev",
    "wikipedia": "wikipedia.org",
    "paypal": "paypal.com paypal.me",
    "amazon": "amazon.com amazon.co.uk amazon.de amazon.se",
    "coinbase": "coinbase.com",
    "binance": "binance.com",
    "metamask": "metamask.io",
    "opensea": "opensea.io",
    "trustwallet": "trustwallet.com",
    "nordea": "nordea.fi nordea.com",
    "osuuspankki": "op.fi",
    "danskebank": "danskebank.fi danskebank.com",
    "verkkokauppa": "verkkokauppa.com",
    "omakanta": "kanta.fi",
}
"""Each name with its own sites."""

HONEST = frozenset(
    """switch stream streams finance telegraf telegraph norden discos discordant githubs goggle goggles twitchy
    wikimedia amazons telegra googled""".split()  # noqa: SIM905 – a table
)
"""Words and names that are near one of these and are none of them."""

BAIT = frozenset(
    """airdrop bonus claim drop event free gift gifts giveaway help login logon nitro promo prize reward rewards secure
    security service signin staff support trade verify verification wallet
    lahja lahjat palkinto kirjaudu kirjautuminen tuki turva vahvista vahvistus""".split()  # noqa: SIM905 – a table
)
"""What such a name is joined with to catch people: "discord-gift"."""

PROGRAMS = ("exe", "scr", "bat", "cmd", "msi", "ps1", "vbs", "jar", "apk", "lnk", "hta", "pif", "com")
"""Endings of files that do something when they are opened."""
