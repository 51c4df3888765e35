// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

namespace ui {

class Document;

// Keeps changes that are not saved in a file of the program's own, so that neither a crash nor
// closing the window loses them.
class RecoveryFile : public QObject
{
    Q_OBJECT

public:
    // An empty path: nothing is kept.
    RecoveryFile(Document &document, const QString &path, QObject *parent = nullptr);

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] bool exists() const;
    void writeNow(); // or removes it, when everything is saved

private:
    Document &m_document;
    QString m_path;
    QTimer m_soon;
};

} // namespace ui
