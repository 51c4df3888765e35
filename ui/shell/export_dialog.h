// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/film_formats.h"
#include "ui/export/picture.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace ui {

class Mode;
class PicturePreview;

// What to export and how, with a preview; to a file or to the clipboard.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    // A picture of the step that the mode shows.
    ExportDialog(const Mode &mode, QWidget *parent);

    void chooseView(std::string_view id);
    [[nodiscard]] Picture picture() const;
    // Writes the format that the name ends in, with the scenario; false: the dialog says what went
    // wrong.
    bool saveTo(const QString &path);
    void copy();
    [[nodiscard]] bool isFilming() const { return m_filming; }

Q_SIGNALS:
    void filmEnded(); // written, refused or cancelled

private:
    void build();
    void preview();
    void askForFile();
    [[nodiscard]] core::Result<Drawing> draw(const Picture &picture) const;
    [[nodiscard]] core::Result<QImage> render(const Picture &picture) const;
    bool complain(const core::Error &error);
    void say(const QString &sentence);
    bool film(const FilmFormat &format, const std::string &path);
    void endFilm();

    const Mode &m_mode;
    std::vector<PictureView> m_views;
    QComboBox *m_view;
    QSpinBox *m_width;
    QSpinBox *m_height;
    QComboBox *m_scale;
    QCheckBox *m_trimmed;
    QComboBox *m_theme;
    QCheckBox *m_moment;
    QComboBox *m_part;         // the whole step, or what the timeline shows
    QDoubleSpinBox *m_seconds; // of a film
    bool m_filming = false;
    PicturePreview *m_preview;
    QLabel *m_note; // what went wrong, or was copied
};

} // namespace ui
