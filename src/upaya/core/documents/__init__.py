"""Official documents: neutral content, one template for every PDF, one writer for every XLSX.

`content` says what a document holds, `issue` gives it a number and a place in the register, `pdf`
and `xlsx` write it. A builder in an app makes the content; nothing here knows what it is about.
"""
