"""What people are told of their money: by period, club, room and person, as pages, files and pictures."""
