"""The peers' lane: notes, blog posts, questions with answers, comments, feeds."""
