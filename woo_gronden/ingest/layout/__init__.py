"""From words with boxes to a text that a person would read aloud: rows, furniture, order, paragraphs."""
