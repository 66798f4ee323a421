"""Who is who and where: the agency tree, people, rosters, and who supervises what."""
