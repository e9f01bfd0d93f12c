"""What a browser asks of people and organisations."""
