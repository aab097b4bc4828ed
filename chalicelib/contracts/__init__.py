"""Supply points, and the contracts under which customers hold them."""
