"""The gateway websocket: sessions, dispatch by shard and intent, resume with replay."""
