// An editor of the desk's schema, keys and commands on a Yjs document: what the desk is measured beside.
// Bundled into one script; `data-room` of the body is where the document is, `data-seed` what the first tab begins with.
import { keymap } from 'prosemirror-keymap'
import { EditorState, Plugin } from 'prosemirror-state'
import { tableEditing } from 'prosemirror-tables'
import { EditorView } from 'prosemirror-view'
import { initProseMirrorDoc, prosemirrorToYXmlFragment, redo, undo, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from 'y-prosemirror'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import * as commands from './desk/editor/src/commands.js'
import { keys, typing } from './desk/editor/src/keys.js'
import { learn, schema } from './desk/editor/src/schema.js'
import { tidying } from './desk/editor/src/tidying.js'
import { toolbar } from './desk/editor/src/toolbar.js'

/** What the author's own changes need tidied, and never those of others: each browser would do it again. */
const ownTidying = new Plugin({
  appendTransaction: (transactions, before, after) => transactions.some(one => one.getMeta(ySyncPluginKey)?.isChangeOrigin)
    ? null
    : tidying.spec.appendTransaction(transactions, before, after),
})

const groups = [{
  label: 'Absatz',
  tools: [
    {
      label: 'Absatz oder Überschrift',
      choices: [{ label: 'Text', command: commands.heading(0) }, { label: 'Zwischenüberschrift', command: commands.heading(3) }],
    },
    {
      label: 'Kasten',
      choices: [{ label: 'kein Kasten', command: commands.noBox }, { label: 'Tipp', command: commands.box('tipp') }],
    },
    { label: 'Liste', command: commands.list('bullet') },
  ],
}]

window.open_ = (address, dialect, seed) => {
  learn(dialect)
  const document_ = new Y.Doc()
  const fragment = document_.getXmlFragment('chapter')
  const provider = new WebsocketProvider(address, 'chapter', document_, { disableBc: true, maxBackoffTime: 2000 })
  addEventListener('online', () => { if (!provider.wsconnected) { provider.disconnect(); provider.connect() } })
  const begin = () => {
    if (seed && !fragment.length) prosemirrorToYXmlFragment(schema.nodeFromJSON(seed), fragment)
    if (!fragment.length) return setTimeout(begin, 50)
    const { doc, mapping } = initProseMirrorDoc(fragment, schema)
    const nothing = () => true
    const state = EditorState.create({
      doc,
      plugins: [
        ySyncPlugin(fragment, { mapping }), yUndoPlugin(), keymap({ 'Mod-z': undo, 'Mod-y': redo }), typing,
        ...keys({ link: nothing, save: nothing, tools: nothing, help: nothing }), tableEditing(), ownTidying,
      ],
    })
    let view
    const bar = toolbar(groups, () => view)
    const place = document.createElement('article')
    document.body.append(bar.node, place)
    view = new EditorView(place, {
      state,
      dispatchTransaction(change) {
        view.updateState(view.state.apply(change))
        bar.update(view.state)
      },
    })
    window.redaktion = {
      view: () => view,
      connection: { pending: [], get isReady() { return provider.wsconnected && provider.synced } },
    }
  }
  provider.once('synced', begin)
}
