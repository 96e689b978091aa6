"""What changed on the wire: operations, and all that goes in and comes out of them."""
