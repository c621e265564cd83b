package zhiheng.watch.risk;

import zhiheng.base.Text;
import zhiheng.watch.Monitor;

/**
 * A monitor ready to be set on a service.
 *
 * @param monitor metric, test and which observations serve as examples
 * @param title what is read above an alarm
 * @param meaning what an observation of the metric is, and what its value means
 */
public record RiskMonitor(Family family, Monitor<?> monitor, Text title, Text meaning) {}
