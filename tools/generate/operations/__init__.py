"""Write the operations and the methods that call them."""
