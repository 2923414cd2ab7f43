"""What authors write where a page shows records: roles in a sentence, boxes, lists."""
