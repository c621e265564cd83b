-- What is open of all systems, by its last day: the list of duties, the first page and the calendar ask for it.
CREATE INDEX incident_corrective_due ON incident_corrective (done, due, id);
