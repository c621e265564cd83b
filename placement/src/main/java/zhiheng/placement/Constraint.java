package zhiheng.placement;

/** What can forbid a job a site, in the order in which it is looked at. */
public enum Constraint {
    /** The site has no such accelerator. */
    ACCELERATOR,
    /** It has fewer than the job needs at once. */
    COUNT,
    /** They have too little memory. */
    MEMORY,
    /** The data of the job must not be there. */
    RESIDENCY,
    /** How far it is from the users is not known. */
    LATENCY_UNKNOWN,
    /** It is too far from the users. */
    LATENCY,
    /** There is no known line for the data. */
    LINE_UNKNOWN,
    /** Even alone the job would end too late. */
    DEADLINE,
    /** It would do, but other jobs take the room. */
    CAPACITY
}
