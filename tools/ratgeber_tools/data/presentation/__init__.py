"""What a record says to parents, as values: said once here, set by one renderer for web and print and one for Word.

fields       which fields a record shows, what they are called, and which of them the office is asked for
values       the words of a line, typed (a phone number, a gap, a value with its date), and the blocks they stand in
options      the options of a generated list, read and checked
…            a module a kind of record: what it says
"""
