import './editor.css'
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { history } from 'prosemirror-history'
import { EditorState } from 'prosemirror-state'
import { tableEditing } from 'prosemirror-tables'
import { EditorView } from 'prosemirror-view'
import { element } from './elements.js'
import { keys, typing } from './keys.js'
import { schema } from './schema.js'
import { tidying } from './tidying.js'
import { toolbar } from './toolbar.js'
import { tools } from './tools.js'
import { nodeViews } from './views.js'

export function mountLocal(place, doc, desk, surroundings) {
  const { groups, link } = tools(desk)
  let view
  const bar = toolbar(groups, () => view)
  const text = element('article', { class: 'text' })
  place.append(bar.node, text)
  const state = EditorState.create({
    doc: schema.nodeFromJSON(doc),
    plugins: [
      typing,
      ...keys({ link, save: () => true, tools: (_s, d) => { if (d) bar.enter(); return true } }),
      history(), dropCursor(), gapCursor(), tableEditing(), tidying,
    ],
  })
  view = new EditorView(text, {
    state,
    nodeViews: nodeViews(surroundings),
    attributes: { id: 'text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Text des Kapitels', lang: 'de', spellcheck: 'true' },
    dispatchTransaction(change) {
      view.updateState(view.state.apply(change))
      bar.update(view.state)
    },
  })
  bar.update(view.state)
  return view
}
window.mountLocal = mountLocal
