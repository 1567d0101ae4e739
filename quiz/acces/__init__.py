"""What opens a passation or a share: the code, the cookie that holds it, the addresses of shares."""
