"""Which names stand before what somebody says, and which of them are one person's."""
