// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/network/samples.h"
#include "ui/bridge/reading_bridge.h"

#include <QObject>

#include <string>

class QWidget;

namespace ui {

class Document;
class TrainPanel;

// Texts and folders of images that a person brings to mode Train: asks which, reads them in the
// background, and trains on them; or the panel says what is wrong with them.
class DataFiles : public QObject
{
    Q_OBJECT

public:
    // panel is also what the dialogs belong to.
    DataFiles(Document &document, TrainPanel &panel);

    // Kind: "text", for a file, or "idx", for a folder.
    void ask(const QString &kind);
    // As if that had been the answer. Whatever is opened meanwhile ends it.
    void read(const QString &kind, const QString &path);
    [[nodiscard]] bool isReading() const { return m_reading.isBusy(); }

private:
    void take(const std::string &name, const core::live::SampleSource &samples);
    [[nodiscard]] QString folderOfNow() const;

    Document &m_document;
    TrainPanel &m_panel;
    ReadingBridge m_reading;
};

} // namespace ui
