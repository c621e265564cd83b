package zhiheng.drills.plant;

/** One text of a store, as it is looked up and handed to a model. */
public record Doc(String id, String text) {}
