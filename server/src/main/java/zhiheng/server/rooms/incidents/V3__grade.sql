-- Incidents by the grade they have, else the colour of their alert, the gravest first: red, orange, yellow, blue, none.
CREATE INDEX incident_grade ON incident (
  (CASE CASE grade WHEN 'none' THEN colour ELSE grade END
    WHEN 'red' THEN '5' WHEN 'orange' THEN '4' WHEN 'yellow' THEN '3' WHEN 'blue' THEN '2' ELSE '1' END), id);
