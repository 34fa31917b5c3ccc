"""The symptom check, the urgent signs and the emergency numbers."""
