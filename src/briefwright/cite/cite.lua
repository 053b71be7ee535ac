-- Runs citeproc on the citations, and once more for the sources that the style drops from its bibliography
-- (Chicago drops posts, speeches, interviews and plain documents): as web pages, so that the list is in the style's own order and whole.

local SUBSTITUTE = { document = "report", manuscript = "report" }

local function references(blocks)
  local found, ids = nil, {}
  for _, block in ipairs(blocks) do
    if block.t == "Div" and block.identifier == "refs" then
      found = block
      for _, entry in ipairs(block.content) do
        local id = entry.identifier:gsub("^ref%-", "")
        ids[id] = pandoc.utils.stringify(entry) ~= ""
      end
    end
  end
  return found, ids
end

function Pandoc(doc)
  local done = pandoc.utils.citeproc(doc)
  local _, ids = references(done.blocks)
  local items, missing = pandoc.List(), false
  for _, item in ipairs(doc.meta.references) do
    local id = pandoc.utils.stringify(item.id)
    if not ids[id] then
      missing = true
      local kind = pandoc.utils.stringify(item.type)
      item.type = pandoc.MetaInlines({ pandoc.Str(SUBSTITUTE[kind] or "webpage") })
    end
    items:insert(item)
  end
  if missing then
    local listed = pandoc.Pandoc({}, doc.meta)
    listed.meta.references = pandoc.MetaList(items)
    listed.meta.nocite = pandoc.MetaInlines({ pandoc.Cite({ pandoc.Str("*") }, { pandoc.Citation("*", "AuthorInText") }) })
    local whole = references(pandoc.utils.citeproc(listed).blocks)
    local blocks = pandoc.List()
    for _, block in ipairs(done.blocks) do
      if not (block.t == "Div" and block.identifier == "refs") then blocks:insert(block) end
    end
    if whole then blocks:insert(whole) end
    done.blocks = blocks
  end
  return done
end
