"""Who is a member of JKN already: a port with two ways, the district's own extract and by hand."""
