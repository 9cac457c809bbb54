"""Check-ins and next steps that come by mail, as the work of each client goes."""
