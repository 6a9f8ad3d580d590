from bot.core.text.shorten import beginning


def test_a_text_is_cut_between_sentences_only() -> None:
    text = "Trust takes time (“years!”) and care. Nobody hands it over. Ask Dr. Jones."
    assert beginning(text, len(text)) == text
    assert beginning(text, 40) == "Trust takes time (“years!”) and care. …"
    assert beginning(text, 65) == "Trust takes time (“years!”) and care. Nobody hands it over. …"
    turned = "Trust takes time. But nobody waits for long, they say."
    assert beginning(turned, 40) is None, "not without the sentence that turns it"
    assert beginning(f"Be kind. {turned}", 40) == "Be kind. …"
    assert beginning(text, 20) is None
    assert beginning("without an end", 5) is None
