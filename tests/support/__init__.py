"""What several test modules share: tools that are looked for, builders, readers of built pages."""
