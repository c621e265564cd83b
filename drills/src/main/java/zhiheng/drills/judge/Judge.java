package zhiheng.drills.judge;

import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.Part;
import zhiheng.drills.suite.Probe;

/** Reads answers. */
public interface Judge {
    /** {@code rules} or {@code meaning}. */
    String id();

    /** Of what the model said to a prompt of this part. */
    Reading read(Part part, Probe probe, Answer answer);

    /** How well it reads what this part counts. */
    Quality quality(Part part, String language);
}
