// Opens BPMN files with bpmn-moddle and says what it read of each: warnings, flow elements, and the elements that have a drawn shape.
import {readFileSync} from 'node:fs';
import {BpmnModdle} from 'bpmn-moddle';

const result = {};
for (const file of process.argv.slice(2)) {
  const {rootElement, warnings} = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
  const process_ = rootElement.rootElements.find(e => e.$type === 'bpmn:Process');
  const plane = rootElement.diagrams[0].plane;
  result[file] = {
    warnings: warnings.map(w => w.message),
    elements: process_.flowElements.map(e => e.id),
    drawn: plane.planeElement.map(e => e.bpmnElement && e.bpmnElement.id),
    timers: process_.flowElements.filter(e => e.$type === 'bpmn:BoundaryEvent').map(e => e.attachedToRef && e.attachedToRef.id),
    names: process_.flowElements.filter(e => e.$type === 'bpmn:UserTask').map(e => e.name),
  };
}
console.log(JSON.stringify(result));
