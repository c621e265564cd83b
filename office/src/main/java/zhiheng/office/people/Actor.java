package zhiheng.office.people;

/** Who acts: a signed-in person or an API token, with the organisation and role that bound its rights. */
public record Actor(String id, String orgId, Role role) {}
