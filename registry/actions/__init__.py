"""What people come to do where it writes or crosses stores; dependencies come as arguments."""
