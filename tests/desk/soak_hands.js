// What a soak does in a page, by chance: `window.hands`.  The page has `redaktion` with `view()` and `connection`.
// To be done in one go, place and deed: meanwhile something of others may come in.
() => {
  const Text = redaktion.view().state.selection.constructor

  const press = (key, with_) => {
    const view = redaktion.view()
    const held = { altKey: with_.includes('alt'), shiftKey: with_.includes('shift'), ctrlKey: with_.includes('ctrl') }
    const event = new KeyboardEvent('keydown', { key, ...held, cancelable: true })
    return Boolean(view.someProp('handleKeyDown', handler => handler(view, event)))
  }

  const choose = (label, option) => {
    const list = document.querySelector(`select[aria-label="${label}"]`)
    const found = [...list.options].find(one => one.textContent === option)
    if (!found || found.disabled) return false
    list.value = found.value
    list.dispatchEvent(new Event('change'))
    return true
  }

  /** The places between words in a text block that begins at `start`. */
  const gaps = (node, start) => {
    const found = [start, start + node.content.size]
    node.forEach((child, offset) => {
      for (const match of (child.text ?? '').matchAll(/ /g)) found.push(start + offset + match.index)
    })
    return found
  }

  /** Put the cursor somewhere: between two words, at the "start" of a block, or over "all" of it. */
  const place = ([chosen, gap], where) => {
    const view = redaktion.view()
    const blocks = []
    view.state.doc.descendants((node, at) => {
      // whoever takes a conflict's box away leaves each word of it twice, and means to
      if (node.type.name === 'box' && node.attrs.name === 'konflikt') return false
      if (node.isTextblock && node.type.name !== 'code_block') blocks.push([node, at + 1])
      return true
    })
    if (!blocks.length) return false
    const [node, start] = blocks[Math.floor(chosen * blocks.length)]
    const between = gaps(node, start)
    const from = where ? start : between[Math.floor(gap * between.length)]
    const to = where === 'all' ? start + node.content.size : from
    view.focus()
    view.dispatch(view.state.tr.setSelection(Text.create(view.state.doc, from, to)))
    return true
  }

  const click = label => {
    const button = document.querySelector(`[role=toolbar] button[aria-label="${label}"]`)
    button.click()
    return true
  }

  window.hands = {
    place,
    press: (chance, where, key, held) => place(chance, where) && press(key, held),
    choose: (chance, label, option) => place(chance, '') && choose(label, option),
    click: (chance, label) => place(chance, '') && click(label),
    again: () => press('z', 'ctrl') && press('y', 'ctrl'),
    says: word => redaktion.view().state.doc.textContent.includes(word),
    state: () => ({
      doc: redaktion.view().state.doc.toJSON(),
      waiting: redaktion.connection.pending.length,
      ready: redaktion.connection.isReady,
    }),
  }
}
