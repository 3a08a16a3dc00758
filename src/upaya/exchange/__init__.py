"""Files in and out without Django: JSON and XLSX, for the command line and the pages alike."""
