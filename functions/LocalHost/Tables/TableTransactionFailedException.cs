#nullable disable

using System.Globalization;
using LocalHost.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused as a whole because of one of its actions; nothing of it was written.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys)
        {
            Data[key] = requestFailedException.Data[key];
        }

        if (int.TryParse(Data[ErrorBody.FailedEntity] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            FailedTransactionActionIndex = index;
        }
    }

    /// <summary>Position of the failed action in the list that was submitted; null when the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
