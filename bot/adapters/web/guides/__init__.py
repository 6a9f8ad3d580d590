"""The guides within the pages of a site: `/help`, in each reader's language. Their texts are handed in."""
