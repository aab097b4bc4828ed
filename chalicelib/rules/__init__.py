"""The domain's rules: pure, exact, the standard library only. No input or output, no clock."""
