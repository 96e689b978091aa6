"""The options of a client and the arguments of its calls, validated."""
