"""The demo practices: people who do not exist, told through the services that people use."""
