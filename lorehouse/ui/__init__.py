"""What pages are built from: the template environment, components, assets."""
