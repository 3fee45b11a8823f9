namespace Testing.Tables.Faults;

/// <summary>Stands for the end of the calling process. Nothing should catch it but the test that asked for it.</summary>
public sealed class ProcessStoppedException() : Exception("The process was stopped here.");
